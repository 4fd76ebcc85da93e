"""One script for each promise about speed, measured beside its limit in the same run."""
