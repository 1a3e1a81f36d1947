import { Field, ObjectType } from 'type-graphql';
import { AccessTokenType } from './access-token.type.js';

@ObjectType('NewToken', { description: 'A token that was just made.', simpleResolvers: true })
export class NewTokenType {
  @Field(() => String, { description: 'The token, shown this once: only its digest is kept.' })
  token!: string;

  @Field(() => AccessTokenType, { description: 'What may be known of it from now on.' })
  accessToken!: AccessTokenType;
}
