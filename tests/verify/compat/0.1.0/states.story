--- 1
ask ?n levels 0: ¿Cuántas?
verify pin tries 3 levels 0: ¿Su clave?
lookup facturación ?saldo levels 3: 
note levels 3: Nota: 288.
say levels 3: Más de 5: 9.
record ?cliente optional levels 3: ¿Quién llama?
menu levels 0: ¿Algo más? 9 | No, 9
end resuelto levels 0: 
--- 2
ask ?n levels 0: ¿Cuántas?
verify pin tries 3 levels 0: ¿Su clave?
note levels 0: Nota: 2,597.
record ?cliente optional levels 0: ¿Quién llama?
verify pregunta tries 1 levels 0: ¿Su pregunta, por favor?
menu levels 0: ¿Algo más? 0 | No, 0
end resuelto levels 0: 
--- 3
ask ?n levels 0: ¿Cuántas?
verify pin tries 3 levels 0: ¿Su clave?
lookup facturación ?saldo levels 3: 
say levels 3: Debe $0.00, es decir cero dólares, otros.
say levels 3: Más de 5: 8.
record ?cliente optional levels 3: ¿Quién llama?
record ?cliente optional levels 0: ¿Quién llama?
verify pregunta tries 1 levels 0: ¿Su pregunta, por favor?
menu levels 0: ¿Algo más? 9 | No, 9
end resuelto levels 0: 
