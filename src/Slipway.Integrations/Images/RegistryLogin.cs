namespace Slipway.Integrations.Images;

/// <summary>Who the server is at a registry. The password is in no message: nothing prints a login.</summary>
public sealed record RegistryLogin(string User, string Password)
{
    public override string ToString() => User;
}
