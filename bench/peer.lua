-- The peers' side of the bench, the same file for Lua 5.4 and LuaJIT. Prints numbers, one a line.
--   peer.lua walks  FILE VALUES TRANSCRIPT N   walks a second; the first walk's transcript goes to a file
--   peer.lua compile FILE N                    seconds to compile the source, best of N
--   peer.lua artifact FILE OUT                 stripped bytecode: its size, and seconds to load it
--   peer.lua memory FILE VALUES                bytes of a call suspended at its first menu
local mode, file = arg[1], arg[2]

local months = { 'enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre' }

function render_money(minor)
  local units = math.floor(minor / 100)
  local text = string.format('%d', units)
  if units >= 1000 then
    text = text:reverse():gsub('(%d%d%d)', '%1,'):reverse():gsub('^,', '')
  end
  return string.format('$%s.%02d', text, minor % 100)
end

function render_date(days)
  local z = days + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524) - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local day = doy - math.floor((153 * mp + 2) / 5) + 1
  local month = mp < 10 and mp + 3 or mp - 9
  local year = yoe + era * 400 + (month <= 2 and 1 or 0)
  return string.format('%d de %s de %d', day, months[month], year)
end

local function read(path)
  local f = assert(io.open(path, 'rb'))
  local text = f:read('*a')
  f:close()
  return text
end

local function load_walk(path)
  assert(load(read(path), '=call'))()
  return walk
end

-- A host that keeps the last text, as an interface that shows it would.
local Host = {}
Host.__index = Host
function Host:say(text) self.text = text; self.lines = self.lines + 1 end
function Host:menu(text, options) self.text = text; self.lines = self.lines + 1; self.options = options; return 1 end
function Host:verify(text) self.text = text; return 'pass' end
function Host:lookup(v) for k, x in pairs(self.values) do v[k] = x end; return true end
function Host:finish(outcome) self.outcome = outcome end

-- The same, but everything that people hear or read is written down.
local Writer = {}
Writer.__index = Writer
function Writer:say(text) table.insert(self.out, text) end
function Writer:menu(text, options)
  table.insert(self.out, text)
  for _, o in ipairs(options) do table.insert(self.out, o) end
  return 1
end
function Writer:verify(text) table.insert(self.out, text); return 'pass' end
Writer.lookup = Host.lookup
function Writer:finish(outcome) table.insert(self.out, outcome) end

local function start_values(values)
  return { cliente = values.cliente, agente = values.agente, empresa = values.empresa }
end

if mode == 'walks' then
  local values, n = dofile(arg[3]), tonumber(arg[5])
  local run = load_walk(file)
  local writer = setmetatable({ values = values, out = {} }, Writer)
  run(start_values(values), writer)
  local f = assert(io.open(arg[4], 'wb'))
  f:write(table.concat(writer.out, '\n'), '\n')
  f:close()
  local best, lines = math.huge, 0
  for _ = 1, 5 do
    local t = os.clock()
    for _ = 1, n do
      local host = setmetatable({ values = values, lines = 0 }, Host)
      run(start_values(values), host)
      lines = host.lines
    end
    best = math.min(best, os.clock() - t)
  end
  print(n / best)
  print(lines)
elseif mode == 'compile' then
  local source, best = read(file), math.huge
  for _ = 1, tonumber(arg[3]) do
    local t = os.clock()
    assert(load(source, '=big'))
    best = math.min(best, os.clock() - t)
    collectgarbage()
  end
  print(best)
elseif mode == 'artifact' then
  local code = string.dump(assert(load(read(file), '=call')), true)
  local f = assert(io.open(arg[3], 'wb'))
  f:write(code)
  f:close()
  local n, best = 2000, math.huge
  for _ = 1, 5 do
    local t = os.clock()
    for _ = 1, n do load(code, '=call', 'b') end
    best = math.min(best, (os.clock() - t) / n)
  end
  print(#code)
  print(best)
elseif mode == 'memory' then
  local values = dofile(arg[3])
  local run = load_walk(file)
  local Suspended = setmetatable({ menu = function(_, text, options) return coroutine.yield(text, options) end }, { __index = Host })
  Suspended.__index = Suspended
  local calls, n = {}, 1000
  collectgarbage(); collectgarbage()
  local before = collectgarbage('count')
  for i = 1, n do
    local host = setmetatable({ values = values, lines = 0 }, Suspended)
    calls[i] = coroutine.create(run)
    assert(coroutine.resume(calls[i], start_values(values), host))
  end
  collectgarbage(); collectgarbage()
  print((collectgarbage('count') - before) * 1024 / n)
end
