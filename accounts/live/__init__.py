"""Live: open pages hear within a second that something changed, as long as their member may know it."""
