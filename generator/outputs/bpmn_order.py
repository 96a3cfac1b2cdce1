"""Questions about the order of a process: which flows lead back, how far each node is along, where branches meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Graf:
    """A directed graph whose nodes have an order. A flow *leads back* if the way to its start went through its end."""

    def __init__(self, simpul: Sequence[str], panah: Iterable[tuple[str, str]]) -> None:
        self.urut = {id: n for n, id in enumerate(simpul)}
        out: dict[str, list[str]] = {id: [] for id in simpul}
        for dari, ke in panah:
            out[dari].append(ke)
        for targets in out.values():
            targets.sort(key=self.urut.__getitem__)
        self._all = out
        self.balik: set[tuple[str, str]] = set()
        self._topological = self._walk()
        self.maju = {id: [ke for ke in targets if (id, ke) not in self.balik] for id, targets in out.items()}

    def _walk(self) -> list[str]:
        """Find the flows that lead back, going through in order; the nodes in an order that the others follow."""
        finished: list[str] = []
        state: dict[str, bool] = {}  # False = on the way from the root to here, True = left behind
        for root in self.urut:
            if root in state:
                continue
            state[root] = False
            way = [(root, iter(self._all[root]))]
            while way:
                node, targets = way[-1]
                ke = next(targets, None)
                if ke is None:
                    state[node] = True
                    finished.append(node)
                    way.pop()
                elif ke not in state:
                    state[ke] = False
                    way.append((ke, iter(self._all[ke])))
                elif not state[ke]:
                    self.balik.add((node, ke))
        return finished[::-1]

    def ranks(self) -> dict[str, int]:
        """How far right each node stands: behind all that lead to it, but no further from what follows than needed."""
        rank = dict.fromkeys(self.urut, 0)
        for node in self._topological:
            for ke in self.maju[node]:
                rank[ke] = max(rank[ke], rank[node] + 1)
        entered = {ke for targets in self.maju.values() for ke in targets}
        for node in reversed(self._topological):
            if node not in entered and self.maju[node]:
                rank[node] = min(rank[ke] for ke in self.maju[node]) - 1
        return rank

    def meeting(self, fork: str) -> tuple[str, list[str]] | None:
        """The node where all branches of ``fork`` meet, and the last node of each branch; None if that is not certain.

        Certain means: each branch comes in by exactly one flow, and nothing leaves the branches before: no end, no loop
        to elsewhere. Only then may a gateway wait for all of them.
        """
        heads = self.maju[fork]
        reached = [self._reach(head, "") for head in heads]
        common = set.intersection(*reached) if len(heads) == len(self._all[fork]) > 1 else set()
        if not common:
            return None
        rank = self.ranks()
        target = min(common, key=lambda id: (rank[id], self.urut[id]))
        branches = [self._reach(head, target) for head in heads]
        last: list[str] = []
        for head, branch in zip(heads, branches, strict=True):
            ends = [fork] if head == target else [id for id in sorted(branch) if target in self.maju[id]]
            others = set().union(*(b for b in branches if b is not branch))
            stays = all(self._all[id] and set(self._all[id]) <= branch | {target} for id in branch)
            if len(ends) != 1 or branch & others or not stays:
                return None
            last += ends
        return target, last

    def _reach(self, start: str, stop: str) -> set[str]:
        """What can be reached from ``start``, itself included, without going through ``stop``."""
        found: set[str] = set()
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in found and node != stop:
                found.add(node)
                waiting += self.maju[node]
        return found
