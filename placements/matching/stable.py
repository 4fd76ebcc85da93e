"""The stable way to fill the places: no applicant and seat would rather have each other."""

from heapq import heappop, heappush

import numpy as np


def stable(problem, wish=None):
    """Gale and Shapley's assignment, applicants proposing.

    wish: (E,) how much the applicant likes the seat; seats like applicants by fit. Without it both go by
    fit. Equals are taken in the order of their ids. Where supervisors are shared, seats that share one
    choose together: of those who can't all be had, the one who fits least is turned away.
    """
    order = np.lexsort((problem.seat, -(problem.fit if wish is None else wish), problem.applicant))
    seat, fit = problem.seat[order].tolist(), problem.fit[order].tolist()
    following, ends = problem.starts[:-1].tolist(), problem.starts[1:].tolist()
    doors, asking = Doors(problem), problem.asking.tolist()[::-1]
    while asking:
        applicant = asking.pop()
        if following[applicant] == ends[applicant]:
            continue
        edge = following[applicant]
        following[applicant] += 1
        loser = doors.propose(seat[edge], (fit[edge], -applicant, edge))
        if loser:
            asking.append(-loser[1])
    edges = [edge for seats in doors.held for _, _, edge in seats]
    return problem.given(np.sort(order[np.array(edges, dtype=np.int64)]))


class Doors:
    """The seats with whom they hold, the one who fits least first, and how many each supervisor guides where."""

    def __init__(self, problem):
        self.free, self.held = problem.capacity.tolist(), [[] for _ in range(problem.seats)]
        if problem.supervision is None:  # each seat has a supervisor of its own, with room for all its places
            self.guides, self.room = [[seat] for seat in range(problem.seats)], problem.capacity.tolist()
        else:
            seats, guides, room = problem.supervision
            self.guides, self.room = [[] for _ in range(problem.seats)], room.tolist()
            for seat, guide in zip(seats.tolist(), guides.tolist(), strict=True):
                self.guides[seat].append(guide)
        self.guided = [{} for _ in self.room]  # by supervisor: {seat: how many}

    def propose(self, seat, proposal):
        """Hold a proposal; return whom that turns away, which may be the proposal itself, or None."""
        reached = Reached(self, seat)
        if reached.spare is not None:
            self.room[reached.spare] -= 1
            self.pass_on(reached, reached.spare)
            self.free[seat] -= 1
            heappush(self.held[seat], proposal)
            return None
        rivals = [other for other in reached.seats if self.held[other]]
        weakest = min(rivals, key=lambda other: self.held[other][0], default=None)
        if weakest is None or proposal < self.held[weakest][0]:
            return proposal
        loser = heappop(self.held[weakest])
        if weakest != seat:
            self.pass_on(reached, self.leave(weakest, reached.seats[weakest]))
            self.free[weakest] += 1
            self.free[seat] -= 1
        heappush(self.held[seat], proposal)
        return loser

    def leave(self, seat, guide):
        """One fewer of a seat with a supervisor, who is given back."""
        self.guided[guide][seat] -= 1
        if not self.guided[guide][seat]:
            del self.guided[guide][seat]
        return guide

    def pass_on(self, reached, guide):
        """The supervisor takes one of the seat that asked her, which leaves another, and so on to the first seat."""
        while guide is not None:
            seat = reached.guides[guide]
            self.guided[guide][seat] = self.guided[guide].get(seat, 0) + 1
            before = reached.seats[seat]
            guide = None if before is None else self.leave(seat, before)


class Reached:
    """Whose places a new one at a seat could be made from.

    seats: {seat: the supervisor through whom it was reached, None for the first}; guides: {supervisor: the seat
    that asked her}; spare: a supervisor who has room still, or None.
    """

    def __init__(self, doors, seat):
        self.seats, self.guides, self.spare = {seat: None}, {}, None
        queue = [seat] if doors.free[seat] else []  # a full seat chooses among its own
        for asking in queue:
            for guide in doors.guides[asking]:
                if guide not in self.guides:
                    self.guides[guide] = asking
                    if doors.room[guide]:
                        self.spare = guide
                        return
                    others = [other for other in doors.guided[guide] if other not in self.seats]
                    self.seats |= dict.fromkeys(others, guide)
                    queue.extend(others)
