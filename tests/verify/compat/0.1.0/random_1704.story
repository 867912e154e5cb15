--- 1
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 3 con Cable Austral con Cable Austral.
verify carnet tries 2 levels 0: Prueba 12.
note levels 1: Nota 27 con Cable Austral.
say levels 1: Línea 28.
end hecho levels 1: 
--- 2
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 3 con Cable Austral con Cable Austral.
verify carnet tries 2 levels 0: Prueba 12.
note levels 1: Nota 27 con Cable Austral.
say levels 1: Línea 28.
end hecho levels 1: 
--- 3
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 3 con Cable Austral con Cable Austral.
verify carnet tries 2 levels 0: Prueba 12.
verify carnet tries 1 levels 0: Prueba 12.
note levels 1: Nota 27 con Cable Austral.
say levels 1: Línea 28.
end hecho levels 1: 
