--- 1
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 1.
ask ?b1 levels 0: Dato 2 con tohhow.
lookup agenda ?turno levels 0: 
note levels 0: Nota 3.
ask ?n3 seconds 20 levels 0: Dato 4 con tohhow con con gusto.
say levels 0: Línea 6 con 7.
say levels 0: Línea 7 con con gusto con 7 días.
say levels 0: Línea 8 con 7 con sí.
end roto levels 0: 
--- 2
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 1.
ask ?b1 levels 0: Dato 2 con h.
lookup agenda ?turno levels 0: 
say levels 0: Línea 7 con sin prisa con 7 días.
say levels 0: Línea 8 con 7 con no.
end roto levels 0: 
--- 3
note levels 0: Conducta de la primera etapa.
say levels 0: Línea 1.
ask ?b1 levels 0: Dato 2 con zuzgry.
lookup agenda ?turno levels 0: 
say levels 0: Línea 7 con sin prisa con 7 días.
say levels 0: Línea 8 con 7 con no.
end roto levels 0: 
