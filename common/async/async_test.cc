#include <string>

#include "common/async/signal.h"
#include "common/async/task.h"
#include "common/async/turnstile.h"
#include "common/base/clock.h"
#include "common/testing/matchers.h"
#include "common/testing/run.h"

namespace motcua::async {
namespace {

using ::testing::ElementsAre;

Task<int> After(absl::Duration delay, int value, std::vector<int>* order) {
  co_await Sleep(delay);
  order->push_back(value);
  co_return value;
}

Task<std::vector<int>> Three(std::vector<int>* order) {
  std::vector<Task<int>> tasks;
  tasks.push_back(After(absl::Milliseconds(30), 1, order));
  tasks.push_back(After(absl::Milliseconds(1), 2, order));
  tasks.push_back(After(absl::ZeroDuration(), 3, order));
  co_return co_await WhenAll(std::move(tasks));
}

TEST(WhenAll, KeepsTheOrderOfTasksNotOfEnds) {
  asio::io_context io;
  std::vector<int> order;
  EXPECT_THAT(RunOn(io, Three(&order)), ElementsAre(1, 2, 3));
  EXPECT_EQ(order.back(), 1);
}

TEST(WhenAll, OfNothingIsNothing) {
  asio::io_context io;
  EXPECT_TRUE(RunOn(io, WhenAll(std::vector<Task<int>>{})).empty());
}

Task<void> WaitAndNote(Signal* signal, std::vector<std::string>* notes, std::string note) {
  co_await signal->Wait();
  notes->push_back(note);
}

Task<void> NotifyTwice(asio::io_context& io, Signal* signal, std::vector<std::string>* notes) {
  Detach(io, WaitAndNote(signal, notes, "a"));
  Detach(io, WaitAndNote(signal, notes, "b"));
  co_await Yield();
  co_await Yield();
  signal->Notify();
  EXPECT_TRUE(notes->empty()) << "waiters must not run inside Notify";
  co_await Sleep(absl::Milliseconds(1));
  EXPECT_THAT(*notes, ElementsAre("a", "b"));
  signal->Notify();  // nobody waits: remembered
  co_await signal->Wait();
  const bool woken = co_await signal->WaitFor(absl::Milliseconds(1));
  EXPECT_FALSE(woken);
  signal->Notify();  // the one that gave up must be off the list
  co_await signal->Wait();
}

TEST(Signal, WakesAllWaitersOrTheNextOne) {
  asio::io_context io;
  Signal signal;
  std::vector<std::string> notes;
  RunOn(io, NotifyTwice(io, &signal, &notes));
}

Task<void> SetAndWait(asio::io_context& io, Event* event, Signal* done) {
  event->Set();
  co_await event->Wait();
  co_await event->Wait();
  done->Notify();
}

TEST(Event, StaysSet) {
  asio::io_context io;
  Event event;
  Signal done;
  Detach(io, SetAndWait(io, &event, &done));
  RunOn(io, done.Wait());
  EXPECT_TRUE(event.is_set());
}

Task<void> PassThrough(Turnstile* turnstile, int number, std::vector<int>* order) {
  co_await turnstile->Enter("gate");
  order->push_back(number);
  co_await Yield();
  order->push_back(number);
  turnstile->Leave("gate");
}

TEST(Turnstile, LetsOneThroughAfterTheOther) {
  asio::io_context io;
  Turnstile turnstile;
  std::vector<int> order;
  for (int i = 0; i < 3; ++i) Detach(io, PassThrough(&turnstile, i, &order));
  io.run();
  EXPECT_THAT(order, testing::ElementsAre(0, 0, 1, 1, 2, 2));
}

Task<void> ParkInto(Parking* parking, bool* resumed) {
  co_await parking->Park();
  *resumed = true;
}

TEST(Parking, ResumesInsideUnpark) {
  asio::io_context io;
  Parking parking;
  bool resumed = false;
  Detach(io, ParkInto(&parking, &resumed));
  io.poll();
  ASSERT_TRUE(parking.occupied());
  EXPECT_FALSE(resumed);
  parking.Unpark();
  EXPECT_TRUE(resumed);
  EXPECT_FALSE(parking.occupied());
}

Task<void> Throw() {
  throw std::runtime_error("broken");
  co_return;
}

TEST(DetachDeathTest, AnExceptionEndsTheProcess) {
  EXPECT_DEATH(
      {
        asio::io_context io;
        Detach(io, Throw());
        io.run();
      },
      "an exception left a coroutine: broken");
}

}  // namespace
}  // namespace motcua::async
