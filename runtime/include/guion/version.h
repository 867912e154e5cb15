/* The one version of the project: package, command, runtime and messages read it here. */
#ifndef GUION_VERSION_H
#define GUION_VERSION_H

#define GUION_VERSION_MAJOR 0
#define GUION_VERSION_MINOR 1
#define GUION_VERSION_PATCH 0
#define GUION_VERSION "0.1.0"

/* Version of the image format. A loader reads its own version and older ones. */
#define GUION_IMAGE_VERSION 2

#endif
