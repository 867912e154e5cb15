--- 1
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 73 con Cable Austral.
say levels 0: Línea 74.
ask ?clave levels 0: ¿Qué clave 75?
lookup caja ?cobrado !n1=1 !clave=jqot levels 0: 
end roto levels 0: 
--- 2
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 73 con Cable Austral.
say levels 0: Línea 74.
ask ?clave levels 0: ¿Qué clave 75?
lookup caja ?cobrado !n1=1 !clave=jvg levels 0: 
end roto levels 0: 
--- 3
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 73 con Cable Austral.
say levels 0: Línea 74.
ask ?clave levels 0: ¿Qué clave 75?
lookup caja ?cobrado !n1=1 !clave=gfd levels 0: 
record ?reservado levels 0: Apunte 76 con zuzgry con 7.
verify poder tries 2 levels 0: Prueba 77 con zuzgry con 1.
end roto levels 4: 
