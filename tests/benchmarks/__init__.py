"""What `make bench` runs: this engine beside its peers, over a corpus that is the same everywhere. `python -m benchmarks --help` tells what can be chosen."""
