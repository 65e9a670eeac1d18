"""Multi-valued decision diagrams: functions of many questions, each stored once.

A node asks one variable and has one branch per class of it; a leaf carries a value. Nodes with
equal branches do not exist and no node exists twice, so that two functions are equal exactly
when their numbers are. Variables are asked in one order, that of their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from engine.rulebook.diagnose import Diagnose, DiagnoseFout

MEESTE_KNOPEN = 200_000
"""Above this a diagram no longer answers at once."""

Waarde = Hashable


class Diagrammen:
    """A store of diagrams over the same variables.

    A diagram is a number: of a node when it is not negative, else of a leaf.
    """

    def __init__(self, klassen: Sequence[int], meeste: int = MEESTE_KNOPEN) -> None:
        """Make an empty store.

        Args:
            klassen: per variable the number of its classes, in the order of asking.
            meeste: the most nodes that the store may hold.
        """
        self.klassen = tuple(klassen)
        self.meeste = meeste
        self.variabelen: list[int] = []
        """Per node the variable that it asks."""
        self.takken: list[tuple[int, ...]] = []
        """Per node the diagram that follows, for each class."""
        self.waarden: list[Waarde] = []
        """Per leaf its value; the diagram of leaf n is -1 - n."""
        self._knopen: dict[tuple[int, tuple[int, ...]], int] = {}
        self._bladen: dict[tuple[type, Waarde], int] = {}

    def blad(self, waarde: Waarde) -> int:
        """Return the diagram that has this value whatever the answers."""
        sleutel = (type(waarde), waarde)
        if sleutel not in self._bladen:
            self.waarden.append(waarde)
            self._bladen[sleutel] = -len(self.waarden)
        return self._bladen[sleutel]

    def knoop(self, variabele: int, takken: tuple[int, ...]) -> int:
        """Return the diagram that asks a variable and goes on with one of the branches.

        Raises:
            DiagnoseFout: when the store grows past the most nodes that it may hold.
        """
        eerste = takken[0]
        if all(tak == eerste for tak in takken):
            return eerste
        sleutel = (variabele, takken)
        nummer = self._knopen.get(sleutel)
        if nummer is None:
            nummer = len(self.takken)
            if nummer >= self.meeste:
                raise DiagnoseFout([_te_groot(self.meeste)])
            self._knopen[sleutel] = nummer
            self.variabelen.append(variabele)
            self.takken.append(takken)
        return nummer

    def variabele(self, nummer: int) -> int:
        """Return the diagram whose value is the class of one variable."""
        return self.knoop(nummer, tuple(map(self.blad, range(self.klassen[nummer]))))

    def waarde(self, diagram: int) -> Waarde:
        """Return the value of a leaf."""
        return self.waarden[-1 - diagram]

    def zet_om(self, diagram: int, om: Callable[[Waarde], Waarde]) -> int:
        """Return the diagram with every value replaced."""
        klaar: dict[int, int] = {}

        def loop(deel: int) -> int:
            if deel not in klaar:
                if deel < 0:
                    klaar[deel] = self.blad(om(self.waarde(deel)))
                else:
                    takken = tuple(map(loop, self.takken[deel]))
                    klaar[deel] = self.knoop(self.variabelen[deel], takken)
            return klaar[deel]

        return loop(diagram)

    def combineer(self, een: int, ander: int, samen: Callable[[Waarde, Waarde], Waarde]) -> int:
        """Return the diagram whose value is that of two diagrams together."""
        klaar: dict[tuple[int, int], int] = {}

        def loop(links: int, rechts: int) -> int:
            sleutel = (links, rechts)
            if sleutel in klaar:
                return klaar[sleutel]
            if links < 0 and rechts < 0:
                gevonden = self.blad(samen(self.waarde(links), self.waarde(rechts)))
            else:
                vraag = min(self._vraag(links), self._vraag(rechts))
                paren = zip(self._takken(links, vraag), self._takken(rechts, vraag), strict=True)
                gevonden = self.knoop(vraag, tuple(loop(a, b) for a, b in paren))
            klaar[sleutel] = gevonden
            return gevonden

        return loop(een, ander)

    def kies(self, toets: int, dan: int, anders: int) -> int:
        """Return the diagram that is `dan` where a diagram of True and False is True."""
        klaar: dict[tuple[int, int, int], int] = {}

        def loop(deel: int, ja: int, nee: int) -> int:
            if deel < 0:
                return ja if self.waarde(deel) is True else nee
            if ja == nee:
                return ja
            sleutel = (deel, ja, nee)
            if sleutel not in klaar:
                vraag = min(self._vraag(deel), self._vraag(ja), self._vraag(nee))
                drie = (self._takken(d, vraag) for d in sleutel)
                takken = tuple(loop(*tak) for tak in zip(*drie, strict=True))
                klaar[sleutel] = self.knoop(vraag, takken)
            return klaar[sleutel]

        return loop(toets, dan, anders)

    def bereik(self, wortels: Iterable[int]) -> list[int]:
        """Return every node that the diagrams use, each once, branches before their node."""
        gevonden: dict[int, None] = {}

        def loop(deel: int) -> None:
            if deel >= 0 and deel not in gevonden:
                for tak in self.takken[deel]:
                    loop(tak)
                gevonden[deel] = None

        for wortel in wortels:
            loop(wortel)
        return list(gevonden)

    def _vraag(self, diagram: int) -> int:
        return len(self.klassen) if diagram < 0 else self.variabelen[diagram]

    def _takken(self, diagram: int, vraag: int) -> Sequence[int]:
        if diagram >= 0 and self.variabelen[diagram] == vraag:
            return self.takken[diagram]
        return (diagram,) * self.klassen[vraag]


def _te_groot(meeste: int) -> Diagnose:
    return Diagnose(
        "diagram-te-groot",
        f"De regels hangen te veel samen: het beslisdiagram heeft meer dan {meeste} knopen.",
        "Verdeel een uitkomst in stappen, of laat vragen die er samen toe doen vlak na elkaar "
        "stellen (thema en nummer).",
    )
