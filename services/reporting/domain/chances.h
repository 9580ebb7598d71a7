// Chances by bins, of whatever the bins stand for; the last bin stands for all beyond. They add up
// to 1.
#pragma once

#include <vector>

namespace motcua::reporting {

using Chances = std::vector<double>;

// All of it in the first bin.
Chances AtOnce(int bins);

// Adds a chance at a place between bins, shared between its neighbours.
void Put(double place, double chance, Chances& chances);

// Of the later of two, which are independent and have as many bins.
Chances Later(const Chances& a, const Chances& b);

// Of the same by bins that begin `by` later; what falls below the first bin is put into it.
Chances Shifted(const Chances& chances, int by);

// What comes before the place comes there.
void NotBefore(double place, Chances& chances);

// Chance of more than the place.
double Beyond(double place, const Chances& chances);

double Mean(const Chances& chances);

// The first bin by which half of it has come.
int MedianOf(const Chances& chances);

}  // namespace motcua::reporting
