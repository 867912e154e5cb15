--- 1
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 1 con 7 con 7.
verify pin tries 1 levels 0: Prueba 2 con Cable Austral.
menu levels 3: Opciones 3 con Cable Austral con Cable Austral. | Opción 4 con Cable Austral. | Opción 9 con Cable Austral.
verify pin tries 1 levels 3: Prueba 10 con 7 días.
note levels 3: Nota 19.
end roto levels 3: 
--- 2
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 1 con 7 con 7.
verify pin tries 1 levels 0: Prueba 2 con Cable Austral.
menu levels 3: Opciones 3 con Cable Austral con Cable Austral. | Opción 4 con Cable Austral. | Opción 9 con Cable Austral.
verify pin tries 1 levels 3: Prueba 10 con 7 días.
verify frase tries 1 levels 3: Prueba 11.
note levels 3: Nota 19.
end roto levels 3: 
--- 3
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 1 con 7 con 7.
verify pin tries 1 levels 0: Prueba 2 con Cable Austral.
end hecho levels 0: 
