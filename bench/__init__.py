"""The benchmarks: each file holds one of our pages or jobs beside the plainest code that does the same work."""
