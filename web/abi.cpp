// What JavaScript must know of the structures of guion.h, and the seal: the module imports nothing, so a host's
// signature cannot be called for. Instead the signing function writes down what is to be signed and gives what
// JavaScript left here; JavaScript signs between two calls. docs/embedding.md.
#include "guion/guion.h"

#include <stddef.h>

namespace {

/// One seal at a time: JavaScript runs one call of this module at a time.
struct guion_web_signing {
  guion_seal seal;    ///< to hand to guion_save and its kin
  const void* bytes;  ///< what was to be signed, last time
  size_t size;
  uint8_t sealed[32];  ///< what the signing function gives
};

void sign(void* context, const void* bytes, size_t size, uint8_t seal[32]) {
  auto* signing = static_cast<guion_web_signing*>(context);
  signing->bytes = bytes;
  signing->size = size;
  __builtin_memcpy(seal, signing->sealed, sizeof signing->sealed);
}

guion_web_signing signing{{sign, &signing}, nullptr, 0, {}};

}  // namespace

extern "C" {

/// Names of layout.def, those of structures behind a «=», each ended by a space.
extern const char guion_web_names[] =
#define STRUCT(name) "=" #name " "
#define FIELD(name, field) #field " "
#include "layout.def"
#undef STRUCT
#undef FIELD
    ;

/// One pair a name: of a structure its size and 0, of a field its offset and size. Units: bytes.
extern const uint16_t guion_web_layout[][2] = {
#define STRUCT(name) {sizeof(name), 0},
#define FIELD(name, field) {offsetof(name, field), sizeof(name::field)},
#include "layout.def"
#undef STRUCT
#undef FIELD
};

guion_web_signing* guion_web_signing_at() { return &signing; }

}  // extern "C"
