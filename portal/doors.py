"""The two doors: both stay open to somebody who has begun to log in and comes back, with another address or none."""

from allauth.account import views


class Reopened:
    """The package would lead back to the code page until the code is too old, also who wrote a wrong address."""

    def _redirect_to_pending_stage(self, request, stage):
        return None


class Applicants(Reopened, views.RequestLoginCodeView):
    pass


class Staff(Reopened, views.LoginView):
    pass
