using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Bench.Kubernetes;

/// <summary>A Deployment and a Service as a user has them.</summary>
internal static class WorkloadObjects
{
    public static KubeObject Deployment(string ns, string name, int replicas, string version = "0.9.0")
    {
        var labels = new JsonObject { ["app"] = name };
        var item = KubeObject.New(ResourceKinds.Deployments, ns, name);
        item.Json["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = labels },
                ["spec"] = new JsonObject
                {
                    ["terminationGracePeriodSeconds"] = 1,
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "web",
                        ["image"] = $"registry.example/{name}:{version}",
                        ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 8080 }),
                    }),
                },
            },
        };
        return item;
    }

    /// <summary>A Deployment of one more version of an app, whose pods a label <c>side</c> tells from the others.</summary>
    /// <param name="app">The Deployment whose pods it joins behind the Service.</param>
    public static KubeObject Side(string ns, string app, string side, string version)
    {
        var item = Deployment(ns, app, replicas: 1, version);
        item.Json["metadata"]!["name"] = side;
        item.Json["spec"]!["selector"]!["matchLabels"]!["side"] = side;
        item.Json["spec"]!["template"]!["metadata"]!["labels"]!["side"] = side;
        return item;
    }

    public static KubeObject Service(string ns, string name)
    {
        var item = KubeObject.New(ResourceKinds.Services, ns, name);
        item.Json["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["app"] = name },
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80, ["targetPort"] = 8080 }),
        };
        return item;
    }
}
