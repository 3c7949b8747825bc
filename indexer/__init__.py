"""From seeds to an index: readers, names and dates, the pipeline, the `cuttings` command."""
