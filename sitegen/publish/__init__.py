"""Publishing: the output folder comes to hold a site, whole or not at all; old releases can be had back."""
