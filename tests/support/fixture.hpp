// The first pair of protocol and flow that everything must agree on: a payment of a bill. Texts are the project's own.
#pragma once

#include <string_view>

namespace guion::test {

inline constexpr std::string_view kProtocolPath = "atención_telefónica.flow";
inline constexpr std::string_view kProtocol = R"(protocolo atención_telefónica, guion 1

nivel identificado
nivel titular incluye identificado
método pin da titular, 3 intentos
método pregunta_secreta da titular, 2 intentos
clase cuenta exige titular
clase secreta nunca se dice

tipo motivo
  - pago: Pago de factura
  - incremento: Incremento en la factura

servicio facturación
  da saldo: dinero USD, clase cuenta
  da vence: día del mes, clase cuenta
servicio caja, actúa
  recibe monto: dinero USD 1..5000
  da cobrado: sí o no
  invalida saldo

área retención: Retención
final resuelto, normal
final pendiente, temprano
final sin_acceso, temprano
etiqueta aviso_grabación
etiqueta alternativa
etiqueta despedida

etapa introducción, obligatoria
etapa reconocimiento, obligatoria
etapa autenticación, opcional
etapa educación, obligatoria
etapa cierre, obligatoria

regla grabación: di @aviso_grabación antes de pregunta
regla alternativas: di @alternativa antes de cada transfiere retención
regla despedida_final: después de di @despedida nunca se oye
regla intentos: a lo más 4 veces verifica titular
)";

inline constexpr std::string_view kFlowPath = "pago_de_factura.flow";
inline constexpr std::string_view kFlow = R"(flujo pago_de_factura, guion 1
título Pago de factura
idioma es-US
registro usted
sigue atención_telefónica

dato empresa = Cable Austral
dato agente: nombre, del sistema
dato cliente: nombre

etapa introducción
  di @aviso_grabación Gracias por llamar a {empresa}. Le atiende {agente}. Esta llamada puede ser grabada.
  pregunta cliente: ¿Con quién tengo el gusto de hablar?

etapa reconocimiento
  di una de
    - Con mucho gusto le ayudo, {cliente}.
    - Gracias por contármelo, {cliente}. Vamos a revisarlo ahora mismo.

etapa autenticación
  nota No lea la dirección ni el teléfono; deje que el cliente los diga.
  verifica titular
    con pin, 3 intentos: Por favor, ¿me confirma su PIN?
    con pregunta_secreta, 1 intento: ¿Me responde, por favor, su pregunta de seguridad?
    si falla
      di Por su seguridad, sin esos datos no puedo abrir la cuenta.
      termina sin_acceso

etapa educación
  pregunta monto: ¿Cuánto desea pagar hoy?
  solicita caja
    si falla
      di En este momento el sistema no me confirma si el pago se realizó. Revise sus movimientos antes de intentarlo otra vez.
      termina pendiente
  si cobrado
    consulta facturación
      si falla
        di Su pago de {monto} quedó registrado.
        termina pendiente
    di Recibimos su pago de {monto}. Su saldo quedó en {saldo} y vence el día {vence} de cada mes.
  si no
    menú El banco no aprobó el cargo. ¿Desea intentar con otro método?
      - Sí
        ir a educación
      - No
        termina pendiente

etapa cierre
  di @despedida Gracias por llamar a {empresa}, {cliente}. Que tenga {ahora.despedida}.
  termina resuelto
)";

}  // namespace guion::test
