# find_package(guion) gives guion::runtime; COMPONENTS compiler gives guion::compiler too. Completed with the package files.
