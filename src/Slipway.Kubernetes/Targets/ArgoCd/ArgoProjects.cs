using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>
/// Writes an environment's windows into the projects of its Applications. Several environments share a project, so it carries no
/// order of one of them: what each wrote is noted on it, and only that is replaced. Writing the same again sends no write.
/// </summary>
public sealed class ArgoProjects(Clusters clusters)
{
    private const string Annotation = "slipway.dev/sync-windows";
    private const int MaxAttempts = 10;

    /// <param name="windows">None takes away what was written before.</param>
    /// <exception cref="PortUnavailableException">An Application or its project is missing, or may not be written.</exception>
    public Task WriteAsync(EnvironmentKey environment, ArgoCdSpec spec, IReadOnlyList<WindowSpec> windows, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Faults.ToldAsync($"write the sync windows of {environment}", async () =>
        {
            var client = clusters.Client(spec.Context);
            var wanted = SyncWindows.Of(windows, Slots.All.Select(slot => spec.Applications[slot]));
            foreach (var (ns, project) in await ProjectsAsync(client, spec, cancellation))
                await WriteAsync(client, ns, project, environment.ToString(), wanted, cancellation);
            return true;
        });
    }

    private static async Task<IEnumerable<(string Namespace, string Project)>> ProjectsAsync(KubeClient client, ArgoCdSpec spec, CancellationToken cancellation)
    {
        var projects = new HashSet<(string, string)>();
        foreach (var place in Slots.All.Select(slot => ArgoPlace.Of(spec, slot)).Distinct())
        {
            var application = await client.GetAsync(ArgoKinds.Applications, place.Namespace, place.Name, cancellation)
                ?? throw new PortUnavailableException($"{place} does not exist, so its project is not known: create it, or correct its name in the spec");
            projects.Add((place.Namespace, application.Text("spec", "project") ?? "default"));
        }

        return projects;
    }

    private static async Task WriteAsync(KubeClient client, string ns, string name, string owner, JsonArray wanted, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var read = await client.GetAsync(ArgoKinds.Projects, ns, name, cancellation) ?? throw new PortUnavailableException($"AppProject {ns}/{name} does not exist: create it, or correct spec.project of the Application");
            var project = new KubeObject(read.Json.DeepClone().AsObject());
            Put(project, owner, wanted);
            var patch = JsonChanges.Between(read.Json, project.Json);
            if (patch.Count == 0)
                return;
            patch.Insert(0, new JsonObject { ["op"] = "replace", ["path"] = "/metadata/resourceVersion", ["value"] = read.ResourceVersion });
            try
            {
                await client.PatchAsync(ArgoKinds.Projects, ns, name, JsonPatchKind.Json, patch, cancellation: cancellation);
                return;
            }
            catch (KubeException race) when (race.Status == 409 && attempt < MaxAttempts)
            {
                // Another environment, or a person, wrote it in between.
            }
            catch (KubeException misfit) when (misfit.Status == 422 && attempt < MaxAttempts)
            {
                // A patch is fitted to the object before versions are compared: what it names may have gone in between.
                if ((await client.GetAsync(ArgoKinds.Projects, ns, name, cancellation))?.ResourceVersion == read.ResourceVersion)
                    throw;
            }
        }
    }

    private static void Put(KubeObject project, string owner, JsonArray wanted)
    {
        var notes = Notes(project);
        var there = project.Find("spec", "syncWindows") as JsonArray;
        var replaced = SyncWindows.Replaced(there, notes[owner] as JsonArray ?? [], wanted);
        if (wanted.Count > 0)
            notes[owner] = wanted.DeepClone();
        else
            notes.Remove(owner);
        project.Annotation(Annotation, notes.Count > 0 ? notes.ToJsonString() : null);
        if (replaced.Count > 0)
            project.Json.Within("spec")["syncWindows"] = replaced;
        else if (there is not null)
            project.Json.Within("spec").Remove("syncWindows");
    }

    private static JsonObject Notes(KubeObject project)
    {
        try
        {
            return project.Text("metadata", "annotations", Annotation) is { } text && JsonNode.Parse(text) is JsonObject notes ? notes : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
