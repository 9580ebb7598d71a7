-- Takes an event that needs no reaction out of its inbox.
--
-- KEYS[1]  stream  inbox
-- ARGV[1]  consumer group of the inbox
-- ARGV[2]  id of the event in the inbox
-- Returns  {'DONE'}
-- Emits    nothing
local function acknowledge(keys, args)
  redis.call('XACK', keys[1], args[1], args[2])
  redis.call('XDEL', keys[1], args[2])
  return {'DONE'}
end

redis.register_function('motcua_acknowledge_v1', acknowledge)
