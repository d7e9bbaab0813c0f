"""The projectmanager: counts of the own organisation, small ones guarded."""
