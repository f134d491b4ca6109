"""Club Deportivo La Ribera: the demo club, alive enough to explore for half an hour. Its history sends nothing."""
