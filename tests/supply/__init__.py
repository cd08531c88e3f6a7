"""What the generator is made of, and what is watched of it: nothing here is needed to build a site."""
