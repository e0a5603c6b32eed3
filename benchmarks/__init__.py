"""What Waypost costs, measured beside its peers; never part of the tests."""
