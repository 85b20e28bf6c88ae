using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>Asks before anything is changed whether Slipway's user may do it; what lacks is named by verb, kind and namespace.</summary>
internal static class PackageAccess
{
    private const int AtOnce = 16;

    public static Task<IReadOnlyList<string>> ProblemsAsync(KubeClient client, IEnumerable<AccessNeed> needs, CancellationToken cancellation) =>
        ProblemsAsync(client, needs.SelectMany(need => need.Verbs.Select(verb => (need.Kind, (string?)need.Namespace, need.Subresource, need.Name, verb))), cancellation);

    /// <param name="needs">The namespace is null for what belongs to the whole cluster.</param>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(
        KubeClient client, IEnumerable<(ResourceKind Kind, string? Namespace, string? Subresource, string? Name, string Verb)> needs, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var some in needs.Distinct().Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(some.Select(async need =>
                (Need: need, Answer: await client.CanAsync(need.Verb, need.Kind, need.Namespace, need.Name, need.Subresource, cancellation))));
            problems.AddRange(answers.Where(answer => !answer.Answer.Allowed).Select(answer =>
                $"the user of context {client.Access.Name} may not {answer.Need.Verb} {answer.Need.Kind}{(answer.Need.Subresource is { } part ? $"/{part}" : "")}{(answer.Need.Name is { } name ? $" '{name}'" : "")}{(answer.Need.Namespace is { } ns ? $" in namespace {ns}" : " in the cluster")}: add it to the user's role"));
        }

        return problems;
    }
}
