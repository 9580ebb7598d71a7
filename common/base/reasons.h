// Every machine-readable reason an error of this system may carry (google.rpc.ErrorInfo.reason),
// so that callers can branch on a word and never on a message.
#pragma once

#include <string_view>

namespace motcua {

// --- any service -------------------------------------------------------------------------------
// A required field is empty; the field is named in BadRequest.
inline constexpr std::string_view kFieldRequired = "FIELD_REQUIRED";
// A field holds a value outside what it may hold.
inline constexpr std::string_view kFieldInvalid = "FIELD_INVALID";
// The request's bytes are not a message of the method's type.
inline constexpr std::string_view kMalformedRequest = "MALFORMED_REQUEST";
// The request is larger than the server's limit.
inline constexpr std::string_view kRequestTooLarge = "REQUEST_TOO_LARGE";
// A text field is not in Unicode normal form C.
inline constexpr std::string_view kTextNotNfc = "TEXT_NOT_NFC";
// A text field holds invalid UTF-8 or a control character.
inline constexpr std::string_view kTextInvalid = "TEXT_INVALID";
// The caller did not show who it is, or the policy does not know it.
inline constexpr std::string_view kCallerUnknown = "CALLER_UNKNOWN";
// No role of the caller allows the method.
inline constexpr std::string_view kMethodNotAllowed = "METHOD_NOT_ALLOWED";
// The unit lies outside the subtrees the caller covers.
inline constexpr std::string_view kUnitOutOfScope = "UNIT_OUT_OF_SCOPE";
// The server has as many calls in hand as it may; retry after RetryInfo.
inline constexpr std::string_view kOverloaded = "OVERLOADED";
// The health service was asked about a service this server does not have.
inline constexpr std::string_view kServiceNotFound = "SERVICE_NOT_FOUND";
// The server is going down; retry elsewhere.
inline constexpr std::string_view kShuttingDown = "SHUTTING_DOWN";
// The client's deadline passed before the work began.
inline constexpr std::string_view kDeadlinePassed = "DEADLINE_PASSED";
// The service called does not answer; whether a request already sent took effect is unknown.
inline constexpr std::string_view kPeerUnavailable = "PEER_UNAVAILABLE";
// An error no correct program makes; the server's log tells more.
inline constexpr std::string_view kInternal = "INTERNAL";
// The same request_id came with a different request.
inline constexpr std::string_view kRequestIdReused = "REQUEST_ID_REUSED";
// Others kept changing the same thing; retry.
inline constexpr std::string_view kTooMuchContention = "TOO_MUCH_CONTENTION";
// A setting or a setting's value is wrong.
inline constexpr std::string_view kSettingInvalid = "SETTING_INVALID";

// More items in one call than it takes.
inline constexpr std::string_view kBatchTooLarge = "BATCH_TOO_LARGE";

// --- Redis -------------------------------------------------------------------------------------
// Redis could not be reached, or the connection was lost before the answer: whether the command
// took effect is unknown, a retry with the same request_id is safe.
inline constexpr std::string_view kRedisUnavailable = "REDIS_UNAVAILABLE";
// Redis has no memory left for writes.
inline constexpr std::string_view kRedisOutOfMemory = "REDIS_OUT_OF_MEMORY";
// The called function is not loaded (a Redis that lost its data).
inline constexpr std::string_view kRedisFunctionMissing = "REDIS_FUNCTION_MISSING";
// Redis answered with an error that no correct program provokes.
inline constexpr std::string_view kRedisError = "REDIS_ERROR";

// What Redis holds under one of our keys is not what this program writes there.
inline constexpr std::string_view kStateCorrupt = "STATE_CORRUPT";

// --- cells -------------------------------------------------------------------------------------
// The work went to another cell; metadata `cell`, and `address` where it is known.
inline constexpr std::string_view kMovedToCell = "MOVED_TO_CELL";
// The work is on its way to another cell; retry.
inline constexpr std::string_view kMovingToCell = "MOVING_TO_CELL";
// The settings name no such cell, or no move was started.
inline constexpr std::string_view kCellNotFound = "CELL_NOT_FOUND";
// A move of the cell's work is not at its end.
inline constexpr std::string_view kCellMoveUnderWay = "CELL_MOVE_UNDER_WAY";
// Another aggregate has the id already.
inline constexpr std::string_view kIdTaken = "ID_TAKEN";

// --- catalogue ---------------------------------------------------------------------------------
// The files of the catalogue are not there or hold mistakes; the message lists each as file:line.
inline constexpr std::string_view kCatalogueInvalid = "CATALOGUE_INVALID";
// A route's unit selector is not of a known form.
inline constexpr std::string_view kSelectorInvalid = "SELECTOR_INVALID";
// The catalogue has no such unit.
inline constexpr std::string_view kUnitNotFound = "UNIT_NOT_FOUND";
// The unit ended by a reorganisation; the metadata `successors` names those that have its work.
inline constexpr std::string_view kUnitReplaced = "UNIT_REPLACED";
// The catalogue has no such reorganisation, or there was no order for it.
inline constexpr std::string_view kReorganisationNotFound = "REORGANISATION_NOT_FOUND";
// The day of the reorganisation has not begun.
inline constexpr std::string_view kReorganisationNotDue = "REORGANISATION_NOT_DUE";
// An order for the reorganisation is still being carried out.
inline constexpr std::string_view kReorganisationUnderWay = "REORGANISATION_UNDER_WAY";
// The catalogue has no such procedure.
inline constexpr std::string_view kProcedureNotFound = "PROCEDURE_NOT_FOUND";
// The catalogue has no such citizen's event, or not on that day.
inline constexpr std::string_view kEventNotFound = "EVENT_NOT_FOUND";
// Open dossiers, or units of theirs, need what the catalogue to be published lacks or changes; the
// message lists each.
inline constexpr std::string_view kCatalogueInUse = "CATALOGUE_IN_USE";

// --- dossiers and their journeys ---------------------------------------------------------------
// There is no dossier of that code here.
inline constexpr std::string_view kDossierNotFound = "DOSSIER_NOT_FOUND";
// What was asked for does not follow from the state things are in.
inline constexpr std::string_view kTransitionNotAllowed = "TRANSITION_NOT_ALLOWED";
// The aggregate is not at the version the caller expected; read it again.
inline constexpr std::string_view kStaleVersion = "STALE_VERSION";
// The page token is not one that this list gave.
inline constexpr std::string_view kPageTokenInvalid = "PAGE_TOKEN_INVALID";
// The lease ran out, was never given, or another holds the step.
inline constexpr std::string_view kLeaseNotHeld = "LEASE_NOT_HELD";
// The step may not be skipped: its procedure does not say so.
inline constexpr std::string_view kStepNotOptional = "STEP_NOT_OPTIONAL";
// The one supplement a dossier may be asked for was already asked for (NĐ 61/2018 Đ.11(2c)).
inline constexpr std::string_view kSupplementAlreadyRequested = "SUPPLEMENT_ALREADY_REQUESTED";
// Less than one working day is left before the promise, which can no longer be put off
// (NĐ 61/2018 Đ.19(9)).
inline constexpr std::string_view kRepromiseTooLate = "REPROMISE_TOO_LATE";
// The promise was put off before, which may happen once a dossier (NĐ 61/2018 Đ.19(9)).
inline constexpr std::string_view kAlreadyRepromised = "ALREADY_REPROMISED";
// The journey cannot be moved to the other version of its procedure; the message says why.
inline constexpr std::string_view kMigrationImpossible = "MIGRATION_IMPOSSIBLE";

// --- intake ------------------------------------------------------------------------------------
// The procedure has no such case.
inline constexpr std::string_view kCaseUnknown = "CASE_UNKNOWN";
// The unit has no counter that takes dossiers in.
inline constexpr std::string_view kUnitNotOneStop = "UNIT_NOT_ONE_STOP";
// The procedure is not taken in at the unit's level.
inline constexpr std::string_view kLevelNotServed = "LEVEL_NOT_SERVED";
// Required papers are missing, too few, or in a form that will not do; each is a field violation.
inline constexpr std::string_view kPapersMissing = "PAPERS_MISSING";
// The papers collected at home have not reached the counter yet.
inline constexpr std::string_view kPapersNotAtCounter = "PAPERS_NOT_AT_COUNTER";
// The applicant must come in person: the post is excluded (QĐ 45/2016 Đ.1(2)).
inline constexpr std::string_view kPersonalPresenceRequired = "PERSONAL_PRESENCE_REQUIRED";
// The dossier waits for the result of another one of the same citizen's event.
inline constexpr std::string_view kResultAwaited = "RESULT_AWAITED";

// --- postal ------------------------------------------------------------------------------------
// There is no consignment of that identifier here.
inline constexpr std::string_view kConsignmentNotFound = "CONSIGNMENT_NOT_FOUND";
// The catalogue has no such post office.
inline constexpr std::string_view kPostOfficeNotFound = "POST_OFFICE_NOT_FOUND";
// There is no bag of that identifier here.
inline constexpr std::string_view kBagNotFound = "BAG_NOT_FOUND";
// The bag was sent off, or reconciled: nothing more can be done to it that was asked for.
inline constexpr std::string_view kBagClosed = "BAG_CLOSED";
// There is nothing in the bag.
inline constexpr std::string_view kBagEmpty = "BAG_EMPTY";
// The bag holds as many parcels as it may.
inline constexpr std::string_view kBagFull = "BAG_FULL";
// The bag has not been sent off yet.
inline constexpr std::string_view kBagNotDispatched = "BAG_NOT_DISPATCHED";
// A parcel cannot go into the bag; the message says which and why.
inline constexpr std::string_view kParcelNotFit = "PARCEL_NOT_FIT";
// There is no claim of that identifier here.
inline constexpr std::string_view kClaimNotFound = "CLAIM_NOT_FOUND";
// The parcel has a claim.
inline constexpr std::string_view kClaimExists = "CLAIM_EXISTS";
// The time in which a claim may be filed is over (TT 17/2017 Đ.8).
inline constexpr std::string_view kClaimTooLate = "CLAIM_TOO_LATE";
// What is complained of did not happen.
inline constexpr std::string_view kClaimUnfounded = "CLAIM_UNFOUNDED";
// Nothing was ever posted between this post office and this agency unit.
inline constexpr std::string_view kBookNotFound = "BOOK_NOT_FOUND";
// The book has no posting of that number on that day.
inline constexpr std::string_view kPostingNotFound = "POSTING_NOT_FOUND";
// The posting was taken back before, or takes another back.
inline constexpr std::string_view kPostingReversed = "POSTING_REVERSED";
// That day or quarter of the book was not settled.
inline constexpr std::string_view kSettlementNotFound = "SETTLEMENT_NOT_FOUND";
// The day is part of a settled quarter and does not change any more.
inline constexpr std::string_view kSettlementClosed = "SETTLEMENT_CLOSED";
// A day of the quarter is not settled, not confirmed, or has an open difference.
inline constexpr std::string_view kSettlementOpen = "SETTLEMENT_OPEN";
// The day has no difference of that dossier.
inline constexpr std::string_view kDifferenceNotFound = "DIFFERENCE_NOT_FOUND";
// The quarter's last day is not over.
inline constexpr std::string_view kQuarterNotOver = "QUARTER_NOT_OVER";
// No round of the postmen has a place free, or the office has no rounds.
inline constexpr std::string_view kRoundsFull = "ROUNDS_FULL";
// All serials of a kind were given out.
inline constexpr std::string_view kSerialsExhausted = "SERIALS_EXHAUSTED";
// There is no table of that carrier.
inline constexpr std::string_view kCarrierNotFound = "CARRIER_NOT_FOUND";
// The carriers' tables hold mistakes; the message names file and line.
inline constexpr std::string_view kCarriersInvalid = "CARRIERS_INVALID";
// A carrier has as many records set aside as it may.
inline constexpr std::string_view kQuarantineFull = "QUARANTINE_FULL";
// The signature of an HTTP call is missing, of another time, or not of this secret and body.
inline constexpr std::string_view kSignatureInvalid = "SIGNATURE_INVALID";
// There is no webhook of that id for the caller's units.
inline constexpr std::string_view kWebhookNotFound = "WEBHOOK_NOT_FOUND";
// The cell has as many webhooks as it may.
inline constexpr std::string_view kTooManyWebhooks = "TOO_MANY_WEBHOOKS";

// --- reporting ---------------------------------------------------------------------------------
// The archive's database cannot be used now; retry.
inline constexpr std::string_view kArchiveUnavailable = "ARCHIVE_UNAVAILABLE";
// The archive holds what no correct program writes.
inline constexpr std::string_view kArchiveError = "ARCHIVE_ERROR";
// Nothing was learned yet to predict by; retry.
inline constexpr std::string_view kModelNotReady = "MODEL_NOT_READY";
// The archive's tables were made by a later version of this program.
inline constexpr std::string_view kArchiveTooNew = "ARCHIVE_TOO_NEW";
// The archive belongs to the stream of another cell.
inline constexpr std::string_view kArchiveOfOtherStream = "ARCHIVE_OF_OTHER_STREAM";
// Another program archives the same stream.
inline constexpr std::string_view kArchiveMovedOn = "ARCHIVE_MOVED_ON";
// The token is not one that WatchEvents of this archive gave.
inline constexpr std::string_view kResumeTokenInvalid = "RESUME_TOKEN_INVALID";
// The archive has not taken all events that were written before the call; retry.
inline constexpr std::string_view kArchiveBehind = "ARCHIVE_BEHIND";
// The service was given no key to sign checkpoints of the archive with.
inline constexpr std::string_view kAuditKeyMissing = "AUDIT_KEY_MISSING";
// The service was given no master key under which personal data are sealed.
inline constexpr std::string_view kKeepingOff = "KEEPING_OFF";
// What is asked for needs a dossier that has ended.
inline constexpr std::string_view kDossierOpen = "DOSSIER_OPEN";
// The dossier's personal data must be kept longer.
inline constexpr std::string_view kRetentionNotOver = "RETENTION_NOT_OVER";
// The token is not one that a report of this archive gave.
inline constexpr std::string_view kAsOfTokenInvalid = "AS_OF_TOKEN_INVALID";

}  // namespace motcua
