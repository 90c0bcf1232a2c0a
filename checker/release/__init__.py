"""What makes the archive for machines without a network. For those who release; no part of the wheel."""
