-- Reserves the next serials under a name, for the caller alone.
--
-- KEYS[1]  string  last serial given out
-- ARGV[1]  how many serials
-- ARGV[2]  how long the counter is kept after its last use, in seconds; 0: for good
-- Returns  {'DONE', last serial reserved}
-- Emits    nothing
local function reserve(keys, args)
  local last = redis.call('INCRBY', keys[1], args[1])
  if args[2] ~= '0' then redis.call('EXPIRE', keys[1], args[2]) end
  return {'DONE', last}
end

redis.register_function('motcua_reserve_v1', reserve)
