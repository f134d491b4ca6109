"""The product's own benchmarks, as ratios against a floor measured in the same run."""
