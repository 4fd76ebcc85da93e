"""What confirmed volunteer work ties somebody to: the partners who know her, and the site she helped at."""

from .lists import BITS, mask_of


class Known:
    """Partners with a bit each."""

    def __init__(self, partners):
        self.place = {partner: place for place, partner in enumerate(sorted(set(partners))[:BITS])}

    def mask(self, partners):
        return mask_of(self.place, partners)


class Ties(Known):
    """The partners who have confirmed work of these people, each with a bit, beside the sites they know."""

    def __init__(self, applications, opened):
        self.partners = {each.pk: partners_of(each) for each in applications}
        super().__init__(partner for found in self.partners.values() for partner in found)
        self.sites = {each.site.partner_id: each.site.pk for each in opened if each.site.partner_id}

    def of(self, application):
        """Her columns of the facts."""
        partners = self.partners[application.pk]
        sites = [self.sites[partner] for partner in partners if partner in self.sites]
        return {"associations": self.mask(partners), "tie_site": sites[0] if sites else 0}


def partners_of(application):
    """The partners where her work has been confirmed; what nobody has confirmed counts for nothing."""
    volunteering = getattr(application, "volunteering", None)
    return [work.partner_id for work in (volunteering.confirmed if volunteering else ()) if work.partner_id]
