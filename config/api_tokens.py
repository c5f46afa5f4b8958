"""Coming in by API: a token for name and password, and giving it back."""

from django.contrib.auth import authenticate, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, permissions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from departments.services.tokens import issue_token


class LogIn(serializers.Serializer):
    username = serializers.CharField(max_length=60)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class Token(serializers.Serializer):
    token = serializers.CharField()
    expiry = serializers.DateTimeField(allow_null=True)


class LoggedOut(serializers.Serializer):
    everywhere = serializers.BooleanField(default=False, help_text="Give back all tokens of mine.")


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class TokenView(APIView):
    """A token for name and password: to be sent as `Authorization: Token …`; stored only as a hash."""

    authentication_classes = ()
    permission_classes = (permissions.AllowAny,)

    @extend_schema(request=LogIn, responses=Token)
    def post(self, request):
        """Log in; failures count towards the same lock-out as those on the page."""
        sent = LogIn(data=request.data)
        sent.is_valid(raise_exception=True)
        # The lock-out marks Django's own request, not the one that wraps it here.
        plain = request._request
        person = authenticate(plain, **sent.validated_data)
        if person is None:
            raise exceptions.AuthenticationFailed(_("Name and password do not match."))
        if person.must_change_password:
            raise exceptions.PermissionDenied(
                _("Choose a password of your own on the log-in page first."), code="password_change_needed"
            )
        issued, token = issue_token(actor=person)
        user_logged_in.send(sender=type(person), request=plain, user=person)
        return Response({"token": token, "expiry": issued.expiry})

    def get_authenticate_header(self, request):
        """A failed log-in is 401, and says how to come in."""
        return "Token"


class LogOutView(APIView):
    """Give the token back, or end the session: from now on it opens nothing."""

    @extend_schema(request=LoggedOut, responses={204: None})
    def post(self, request):
        """Log out here, or everywhere."""
        sent = LoggedOut(data=request.data)
        sent.is_valid(raise_exception=True)
        if sent.validated_data["everywhere"]:
            request.user.auth_token_set.all().delete()
        if request.auth is None:
            logout(request._request)
        else:
            request.auth.delete()
            user_logged_out.send(sender=type(request.user), request=request._request, user=request.user)
        return Response(status=204)
