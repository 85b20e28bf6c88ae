namespace Slipway.Kubernetes.Client;

/// <summary>Reasons of failures that no server gave.</summary>
public static class KubeReasons
{
    /// <summary>There was no connection, or it broke.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>There was no answer in time.</summary>
    public const string Timeout = "Timeout";

    /// <summary>The server could not prove who it is.</summary>
    public const string Untrusted = "Untrusted";

    /// <summary>The kubeconfig, a file that it names, or a credential plugin does not give what is needed.</summary>
    public const string Credentials = "Credentials";

    /// <summary>The server does not serve the kind.</summary>
    public const string KindNotServed = "KindNotServed";

    /// <summary>An answer is not what a Kubernetes API server says, or larger than the bound.</summary>
    public const string BadAnswer = "BadAnswer";
}
