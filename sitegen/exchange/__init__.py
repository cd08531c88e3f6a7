"""What a site gives to translators and terminologists, and takes back from them: texts in, texts out."""
