"""What numbers mean: counts and estimates, with their doubt; pure, held to published ones."""
