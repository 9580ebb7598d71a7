-- Puts an event that another cell passed on into an inbox, once.
--
-- KEYS[1]  string  mark that it was delivered
-- KEYS[2]  stream  inbox
-- ARGV[1]  event bytes
-- ARGV[2]  how long the mark is kept, in seconds
-- Returns  {'DONE'} | {'HANDLED'}
-- Emits    nothing: the event is in the other cell's stream
local function deliver(keys, args)
  if not redis.call('SET', keys[1], '', 'NX', 'EX', args[2]) then return {'HANDLED'} end
  redis.call('XADD', keys[2], '*', 'e', args[1])
  return {'DONE'}
end

redis.register_function('motcua_deliver_v1', deliver)
