"""The commands of `cuttings`, each group in a module of its own; `indexer.cli` gathers them."""
