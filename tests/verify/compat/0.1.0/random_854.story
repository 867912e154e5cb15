--- 1
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 36 con Cable Austral con Cable Austral.
end roto levels 0: 
--- 2
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 36 con Cable Austral con Cable Austral.
end roto levels 0: 
--- 3
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 36 con Cable Austral con Cable Austral.
end roto levels 0: 
