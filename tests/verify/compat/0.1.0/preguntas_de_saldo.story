--- 1
note levels 0: Sonría: se nota en la voz. Dé el aviso de grabación antes de preguntar nada.
say levels 0: Muy buenos días, gracias por llamar a Cable Austral. Le atiende tohhow. Para cuidar la calidad del servicio, esta llamada puede grabarse.
judge levels 0: El cliente no acepta que se grabe la llamada.
ask ?cliente levels 0: ¿Con quién tengo el gusto de hablar?
record ?trato levels 0: Elija el trato que prefiere el cliente. Si no lo sabe, elija «neutro»; no lo pregunte.
ask ?motivo levels 0: ¿En qué puedo ayudarle hoy?
note levels 0: Escuche hasta el final y reconozca el problema antes de explicar.
record ?cargo_dudoso optional levels 0: Monto del que habla el cliente, si lo mencionó.
say levels 0: Gracias por contármelo, señor qotbhp. Con mucho gusto le ayudo.
note levels 0: Diga qué van a hacer y en qué orden.
say levels 0: Primero voy a confirmar unos datos para proteger su cuenta y después revisaremos la factura paso a paso.
note levels 0: No lea la dirección, el teléfono ni los dígitos de una tarjeta; deje que el cliente los diga.
verify pin tries 3 levels 0: Para proteger su cuenta, ¿me dice su PIN, por favor?
verify pin tries 2 levels 0: Para proteger su cuenta, ¿me dice su PIN, por favor?
verify pin tries 1 levels 0: Para proteger su cuenta, ¿me dice su PIN, por favor?
lookup ficha ?años_de_cliente ?meses_de_cliente levels 3: 
note levels 3: No se ve la antigüedad del cliente. Siga con la llamada.
note levels 3: Haga una sola pregunta a la vez, hasta llegar a la causa.
ask ?mes_notado levels 3: ¿En qué mes notó el cambio?
lookup facturación ?saldo ?vence ?vencido ?vencido_desde ?ciclo_actual levels 3: 
lookup plan ?precio_mensual ?servicios_activos levels 3: 
note levels 3: Explique la causa, dé todas las alternativas y compruebe que se entendió.
say levels 3: Su saldo es de $4,267.50 y su factura vence el día 24 de cada mes.
say levels 3: Ese saldo incluye un monto vencido de $81,157.23, pendiente desde el 30 de junio de 2153.
say levels 3: Su plan cuesta $54,369.96 al mes e incluye ldznkaap.
judge levels 3: El cliente no está conforme con el monto o pide pagar menos.
note levels 3: Adelante lo que va a pasar: fechas, montos y dónde verlos.
say levels 3: Le recuerdo que su factura vence el día 24 de cada mes.
say levels 3: Cada mes puede ver su factura y sus cargos en la aplicación. Los avisos de cambios están en la primera página de la factura.
note levels 3: Repase lo acordado con frases cortas.
say levels 3: En resumen, su plan cuesta $54,369.96 al mes y su factura vence el día 24 de cada mes.
ask ?otra_gestión levels 3: ¿Hay algo más en lo que pueda ayudarle?
ask ?motivo levels 3: Con mucho gusto. ¿De qué se trata?
note levels 3: Abra ahora el guion de ese motivo y siga desde el reconocimiento; el cliente no tiene que repetir nada.
end otro_motivo levels 3: 
--- 2
note levels 0: Sonría: se nota en la voz. Dé el aviso de grabación antes de preguntar nada.
say levels 0: Muy buenos días, gracias por llamar a Cable Austral. Le atiende h. Para cuidar la calidad del servicio, esta llamada puede grabarse.
judge levels 0: El cliente no acepta que se grabe la llamada.
say levels 0: Lo comprendo. Puede hacer esta gestión sin grabación en cualquiera de nuestras tiendas.
say levels 0: Gracias por llamar a Cable Austral. Le deseamos un buen día.
end sin_grabación levels 0: 
--- 3
note levels 0: Sonría: se nota en la voz. Dé el aviso de grabación antes de preguntar nada.
say levels 0: Muy buenos días, gracias por llamar a Cable Austral. Le atiende zuzgry. Para cuidar la calidad del servicio, esta llamada puede grabarse.
judge levels 0: El cliente no acepta que se grabe la llamada.
say levels 0: Lo comprendo. Puede hacer esta gestión sin grabación en cualquiera de nuestras tiendas.
say levels 0: Gracias por llamar a Cable Austral. Le deseamos un buen día.
end sin_grabación levels 0: 
