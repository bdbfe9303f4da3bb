// A little comfort; every page works without it.
