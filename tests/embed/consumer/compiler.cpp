// The installed compiler compiles a flow in a project of its own.
#include <driver/compile.hpp>

int main() {
  guion::MemorySources sources;
  sources.put("base.flow", "protocolo base, guion 1\nfinal listo, normal\netapa uno, obligatoria\n");
  sources.put(
      "hola.flow",
      "flujo hola, guion 1\nregistro usted\nsigue base\netapa uno\n  di Gracias por llamar.\n  termina listo\n");
  const guion::Compilation made = guion::compile("hola.flow", sources, {});
  return made.image.empty() ? 1 : 0;
}
