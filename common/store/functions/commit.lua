-- Commits one decision: checks everything it was based on, then writes all of it.
--
-- KEYS[1]  string  request: fingerprint and answer; '' is never passed, see ARGV[1]
-- KEYS[2]  stream  events of the cell
-- KEYS[3]  stream  inbox of the event being reacted to; unused when ARGV[5] is ''
-- KEYS[4…] the aggregates (string), sets (zset) and inboxes (stream) that ARGV names by position
-- ARGV[1]  fingerprint of the request; '' when the command is not repeatable
-- ARGV[2]  answer to keep under the request
-- ARGV[3]  how long the answer is kept, in seconds
-- ARGV[4]  consumer group of the inbox
-- ARGV[5]  id of the inbox event being reacted to; '' for none
-- ARGV[6…] then three counted lists:
--          aggregates: count, then each: key position, stored version as 10 digits or '' for
--            absent, new version and state or '' to delete it
--          moves: count, then each: member, position left or 0, position entered or 0 (negative:
--            the member must not be there, also when an aggregate is created), score
--          events: count, then each: bytes, count of inboxes, their key positions
-- Returns  {'DONE'} | {'REPEATED', answer} | {'REUSED'} | {'HANDLED'} | {'CONFLICT', key}
-- Emits    the events, to KEYS[2] and to the inboxes of their listeners
local FINGERPRINT_LENGTH = 16
local VERSION_LENGTH = 10

local function commit(keys, args)
  local fingerprint, entry = args[1], args[5]
  if fingerprint ~= '' then
    local kept = redis.call('GET', keys[1])
    if kept then
      if string.sub(kept, 1, FINGERPRINT_LENGTH) ~= fingerprint then return {'REUSED'} end
      return {'REPEATED', string.sub(kept, FINGERPRINT_LENGTH + 1)}
    end
  end
  if entry ~= '' and #redis.call('XRANGE', keys[3], entry, entry) == 0 then return {'HANDLED'} end

  local at = 6
  local aggregates_at, aggregates = at + 1, tonumber(args[at])
  at = aggregates_at + aggregates * 3
  local moves_at, moves = at + 1, tonumber(args[at])
  at = moves_at + moves * 4
  local events_at, events = at + 1, tonumber(args[at])

  for i = aggregates_at, aggregates_at + aggregates * 3 - 1, 3 do
    local key = keys[tonumber(args[i])]
    if redis.call('GETRANGE', key, 0, VERSION_LENGTH - 1) ~= args[i + 1] then
      return {'CONFLICT', key}
    end
  end
  -- An aggregate that does not exist yet stands nowhere: its moves need no check, but those into a
  -- place that only one may have.
  local only_creates = aggregates == 1 and args[aggregates_at + 1] == ''
  for i = moves_at, moves_at + moves * 4 - 1, 4 do
    if not only_creates or string.sub(args[i + 2], 1, 1) == '-' then
      local from, to = tonumber(args[i + 1]), math.abs(tonumber(args[i + 2]))
      local there = redis.call('ZSCORE', keys[from > 0 and from or to], args[i])
      if (from > 0) ~= (there and true or false) then
        return {'CONFLICT', keys[from > 0 and from or to]}
      end
    end
  end

  for i = aggregates_at, aggregates_at + aggregates * 3 - 1, 3 do
    if args[i + 2] == '' then
      redis.call('DEL', keys[tonumber(args[i])])
    else
      redis.call('SET', keys[tonumber(args[i])], args[i + 2])
    end
  end
  for i = moves_at, moves_at + moves * 4 - 1, 4 do
    local from, to = tonumber(args[i + 1]), math.abs(tonumber(args[i + 2]))
    if from > 0 and from ~= to then redis.call('ZREM', keys[from], args[i]) end
    if to > 0 then redis.call('ZADD', keys[to], args[i + 3], args[i]) end
  end
  at = events_at
  for _ = 1, events do
    local bytes, inboxes = args[at], tonumber(args[at + 1])
    redis.call('XADD', keys[2], '*', 'e', bytes)
    for i = at + 2, at + 1 + inboxes do
      redis.call('XADD', keys[tonumber(args[i])], '*', 'e', bytes)
    end
    at = at + 2 + inboxes
  end
  if entry ~= '' then
    redis.call('XACK', keys[3], args[4], entry)
    redis.call('XDEL', keys[3], entry)
  end
  if fingerprint ~= '' then
    redis.call('SET', keys[1], fingerprint .. args[2], 'EX', args[3])
  end
  return {'DONE'}
end

redis.register_function('motcua_commit_v1', commit)
