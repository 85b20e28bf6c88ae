namespace Slipway.Integrations.Identity.Ldap;

/// <summary>How an operation ended (RFC 4511, section 4.1.9).</summary>
/// <param name="Diagnostic">The server's own words; may be empty. Never shown to who asked: it may name entries.</param>
internal sealed record LdapResult(int Code, string Diagnostic)
{
    public const int Success = 0;
    public const int SizeLimitExceeded = 4;
    public const int StrongerAuthRequired = 8;
    public const int ConfidentialityRequired = 13;
    public const int ConstraintViolation = 19;
    public const int NoSuchObject = 32;
    public const int InvalidDnSyntax = 34;
    public const int InappropriateAuthentication = 48;
    public const int InvalidCredentials = 49;
    public const int InsufficientAccess = 50;
    public const int UnwillingToPerform = 53;

    public override string ToString() => Diagnostic.Length == 0 ? $"code {Code}" : $"code {Code}: {Diagnostic}";
}
