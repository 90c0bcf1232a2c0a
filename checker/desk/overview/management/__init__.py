"""Commands of the desk that `fazhi desk` passes on."""
