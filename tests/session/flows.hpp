// A protocol with a pair of services and a flow that uses all that a snapshot can hold: shared texts, a copy of a
// constant, numbers, a guard, tries, a part, a secret, look-ups that read and that act.
#pragma once

#include <string_view>

namespace guion::test {

inline constexpr std::string_view kLaw = R"(protocolo pruebas, guion 1

nivel titular
método pin da titular, 3 intentos
clase cuenta exige titular
clase secreta nunca se dice

servicio facturación
  da saldo: dinero USD, clase cuenta
servicio pausa, actúa
servicio caja, actúa
  recibe cvv: código 3..4, clase secreta
  da cobrado: sí o no
servicio reanuda, actúa
área ventas: Ventas
final hecho, normal
final roto, temprano
etapa apertura, opcional
etapa compra, opcional
etapa salida, opcional

regla pareja: solicita pausa y solicita reanuda en pareja
)";

inline constexpr std::string_view kPurchase = R"(flujo compra, guion 1
título Compra
idioma es-US
registro usted
sigue pruebas

dato empresa: nombre = Cable Austral
dato agente: nombre, del sistema
dato cliente: nombre
dato titular_del_pago: nombre
dato marca: nombre
dato cuántos: cuenta 0..9
dato detalle: texto 1..200

etapa apertura
  di {ahora.saludo}. Le atiende {agente}.
  pregunta cliente: ¿Con quién hablo?
  pon titular_del_pago = cliente
  pon marca = empresa
  pregunta cuántos: ¿Cuántos aparatos tiene?
  verifica titular
    con pin, 3 intentos: ¿Me dice su PIN?
    si falla
      di Disculpe, no puedo seguir.
      termina roto
  consulta facturación
    si falla
      di Disculpe, no puedo seguir.
      termina roto
  di {titular_del_pago}, su saldo en {marca} es de {saldo}.

etapa compra
  menú ¿Paga con tarjeta?
    - Sí, con tarjeta
      solo si cuántos > 0
      haz pagar
    - No
      pregunta detalle: ¿Por qué no?
    - Ventas
      transfiere ventas: Le comunico.
        si falla
          di Disculpe, no puedo seguir.
          termina roto
        si vuelve
          di Disculpe, no puedo seguir.
          termina roto

etapa salida
  di Gracias por llamar a {empresa}, {cliente}.
  termina hecho

parte pagar
  solicita pausa
    si falla
      nota No se sabe.
  pregunta cvv: ¿Cuál es el código de seguridad?
  solicita caja
    si falla
      nota No se sabe si se cobró.
  solicita reanuda
    si falla
      nota Active la grabación a mano.
)";

}  // namespace guion::test
