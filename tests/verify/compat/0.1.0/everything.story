--- 1
say levels 0: buenos días, gracias por llamar a Cable Austral. Le atiende tohhow.
ask ?cliente levels 0: ¿Con quién tengo el gusto?
record ?trato optional levels 0: ¿Señor o señora?
ask ?motivo seconds 20 levels 0: ¿Qué necesita, jqotb?
verify pin tries 3 levels 0: ¿Su clave de acceso?
lookup facturación ?saldo levels 3: 
say levels 3: Su saldo es de $60,639.43, es decir sesenta mil seiscientos treinta y nueve dólares con cuarenta y tres centavos.
ask ?clave levels 3: ¿El código de su tarjeta?
say levels 3: Su saldo es de $60,639.43: un momento.
lookup caja ?cobrado !clave=ospqc levels 3: 
say levels 3: Listo.
note levels 3: Nota interna: 288.
menu levels 3: ¿Algo más? | No | Sí, otra vez
say levels 3: Gracias por llamar a Cable Austral. Que tenga un buen día.
end resuelto levels 3: 
--- 2
say levels 0: buenos días, gracias por llamar a Cable Austral. Le atiende h.
ask ?cliente levels 0: ¿Con quién tengo el gusto?
record ?trato optional levels 0: ¿Señor o señora?
ask ?motivo seconds 20 levels 0: ¿Qué necesita, j?
say levels 0: Entonces vemos otro asunto.
verify pin tries 3 levels 0: ¿Su clave de acceso?
lookup facturación ?saldo levels 3: 
say levels 3: Su saldo es de $0.00, es decir cero dólares.
menu levels 3: ¿Algo más? | No | Sí, otra vez
lookup facturación ?saldo levels 3: 
say levels 3: Su saldo es de $99,999.99, es decir noventa y nueve mil novecientos noventa y nueve dólares con noventa y nueve centavos.
ask ?clave levels 3: ¿El código de su tarjeta?
say levels 3: Su saldo es de $99,999.99: un momento.
lookup caja ?cobrado !clave=jth levels 3: 
say levels 3: Listo.
note levels 3: Nota interna: 2,597.
menu levels 3: ¿Algo más? | No | Sí, otra vez
say levels 3: Gracias por llamar a Cable Austral. Que tenga un buen día.
end resuelto levels 3: 
--- 3
say levels 0: buenos días, gracias por llamar a Cable Austral. Le atiende zuzgry.
ask ?cliente levels 0: ¿Con quién tengo el gusto?
record ?trato optional levels 0: ¿Señor o señora?
ask ?motivo seconds 20 levels 0: ¿Qué necesita, gfdak?
say levels 0: Entonces vemos otro asunto.
verify pin tries 3 levels 0: ¿Su clave de acceso?
lookup facturación ?saldo levels 3: 
say levels 3: Su saldo es de $93,848.25, es decir noventa y tres mil ochocientos cuarenta y ocho dólares con veinticinco centavos.
ask ?clave levels 3: ¿El código de su tarjeta?
say levels 3: Su saldo es de $93,848.25: un momento.
lookup caja ?cobrado !clave=svd levels 3: 
say levels 3: Listo.
note levels 3: Nota interna: 0.
menu levels 3: ¿Algo más? | No | Sí, otra vez
say levels 3: Gracias por llamar a Cable Austral. Que tenga un buen día.
end resuelto levels 3: 
