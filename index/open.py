"""open_index: the only place that picks which store, keyword index and vectors are used."""
