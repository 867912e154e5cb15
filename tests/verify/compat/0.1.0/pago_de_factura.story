--- 1
note levels 0: Sonría: se nota en la voz. Dé el aviso de grabación antes de preguntar nada.
say levels 0: Muy buenos días, gracias por llamar a Cable Austral. Le atiende tohhow. Para cuidar la calidad del servicio, esta llamada puede grabarse.
judge levels 0: El cliente no acepta que se grabe la llamada.
ask ?cliente levels 0: ¿Con quién tengo el gusto de hablar?
record ?trato levels 0: Elija el trato que prefiere el cliente. Si no lo sabe, elija «neutro»; no lo pregunte.
ask ?motivo levels 0: ¿En qué puedo ayudarle hoy?
note levels 0: Abra ahora el guion de ese motivo y siga desde el reconocimiento; el cliente no tiene que repetir nada.
end otro_motivo levels 0: 
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
