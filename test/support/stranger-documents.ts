import { gql } from 'graphql-request';

/** What somebody with a plugin of their own asks of an installed server. */
export const whatIsLoaded = gql`
  {
    providers {
      id
      name
      source
      version
      baseUrl
      models {
        ref
        name
        contextWindow
        price {
          inputPerMillion
        }
        quirks {
          id
        }
      }
    }
    refusedPlugins {
      location
      id
      reason
    }
  }
`;
export const addCredential = gql`
  mutation ($key: Secret!, $baseUrl: String!) {
    addCredential(input: { provider: "acme", apiKey: $key, baseUrl: $baseUrl }) {
      origin
    }
  }
`;
export const generate = gql`
  mutation {
    generate(
      input: {
        model: "acme/acme-large"
        messages: [{ role: USER, content: "Who are you?" }]
        parameters: { temperature: 1.5, topK: 3 }
      }
    ) {
      text
      cost {
        total
      }
      adaptations {
        parameter
        sent
        quirk {
          id
        }
      }
    }
  }
`;

export const generateAtOdd = gql`
  mutation ($credential: CredentialInput!) {
    generate(
      input: {
        model: "odd/oracle"
        messages: [{ role: SYSTEM, content: "You are an oracle." }, { role: USER, content: "Will it rain?" }]
        credential: $credential
        parameters: { temperature: 0.5 }
      }
    ) {
      text
      finishReason
      adaptations {
        parameter
        action
      }
    }
  }
`;
