"""What is kept: received files, their manifests, packs of rows, the register, the keys."""
