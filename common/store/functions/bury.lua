-- Moves an event that cannot be reacted to from its inbox to the dead letters.
--
-- KEYS[1]  stream  inbox
-- KEYS[2]  stream  dead letters
-- ARGV[1]  consumer group of the inbox
-- ARGV[2]  id of the event in the inbox
-- ARGV[3]  event bytes
-- ARGV[4]  why, for the operator
-- Returns  {'DONE'} | {'HANDLED'}
-- Emits    nothing
local function bury(keys, args)
  if #redis.call('XRANGE', keys[1], args[2], args[2]) == 0 then return {'HANDLED'} end
  redis.call('XADD', keys[2], '*', 'e', args[3], 'reason', args[4])
  redis.call('XACK', keys[1], args[1], args[2])
  redis.call('XDEL', keys[1], args[2])
  return {'DONE'}
end

redis.register_function('motcua_bury_v1', bury)
