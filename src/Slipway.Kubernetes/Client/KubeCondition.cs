namespace Slipway.Kubernetes.Client;

/// <summary>What a controller says of an object in its status.</summary>
/// <param name="Type">Such as <c>Progressing</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">For programs, in one word: <c>ProgressDeadlineExceeded</c>.</param>
/// <param name="Message">For people.</param>
public sealed record KubeCondition(string Type, string Status, string Reason, string Message)
{
    public bool IsTrue => Status == "True";

    public bool IsFalse => Status == "False";
}
